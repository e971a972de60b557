model User {
  id    Int    @id
  email String
  mail  String @map("email")
  ctid  Int
  xmin  Int    @map("xmax")
}
