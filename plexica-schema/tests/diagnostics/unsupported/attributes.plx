model User {
  id    Int    @id
  b     String @generated("a || 'x'")
  c     Json   @rust("crate::Settings")
  d     Int    @version
  gone  DateTime?

  @@exclude("x")
  @@fulltext([a])
  @@softDelete(gone)
}
