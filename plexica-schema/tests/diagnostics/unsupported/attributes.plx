model User {
  id    Int    @id
  a     String @ignore
  c     Json   @rust("crate::Settings")
  d     Int    @version
  gone  DateTime?

  @@exclude("x")
  @@fulltext([a])
  @@softDelete(gone)
  @@ignore
}
