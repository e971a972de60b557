model User {
  id Int @id
  @@tenant
}
