model User {
  id    Int    @id
  a     String @ignore
  d     Int    @version
  gone  DateTime?

  @@fulltext([a])
  @@softDelete(gone)
  @@ignore
}
