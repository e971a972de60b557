model User {
  id   Int    @id
  name String

  @@index([raw("lower(name)")])
}
