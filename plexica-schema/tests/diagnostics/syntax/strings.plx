model User {
  id Int    @id
  a  String @default("\q")
  b  String @default("a\u12")
  c  String @default("\u0000")
}
