model User {
  id    Int    @id
  a     String @ignore
  c     Json   @rust("crate::Settings")
  d     Int    @version
  gone  DateTime?

  @@fulltext([a])
  @@softDelete(gone)
  @@ignore
}
