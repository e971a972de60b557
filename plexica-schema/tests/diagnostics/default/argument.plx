model User {
  id Int    @id
  a  String @default(uuid(5))
  b  String @default(cuid(3))
  c  String @default(nanoid(1))
  d  String @default(dbgenerated(""))
  e  String @default(nanoid(-1))
}
