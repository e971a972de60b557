model User {
  id   Int    @id
  name String
  name Int
}

enum Role {
  ADMIN
  MEMBER
  ADMIN
}
