model User {
  id    Int    @id
  gone  DateTime?

  @@fulltext([gone])
}
