model _User {
  id      Int    @id
  2fa     Boolean
  größe   Int
  my-name String

  @@unique([id], name: "1st")
}

enum Role {
  in-progress
  _x
}
