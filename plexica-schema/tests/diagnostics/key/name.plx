model User {
  id Int @id
  a  Int
  b  Int
  @@unique([a, b], name: "id")
}
