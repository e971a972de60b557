model User {
  id Int @id
  @@schema("core")
}
