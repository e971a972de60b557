model User {
  id    Int    @id
  a     String @ignore
  gone  DateTime?

  @@fulltext([a])
  @@softDelete(gone)
  @@ignore
}
