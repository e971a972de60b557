// There is no datasource.

model User {
  id Int @id
}
