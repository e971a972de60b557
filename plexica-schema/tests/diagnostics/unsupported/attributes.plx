model User {
  id    Int    @id
  a     String @ignore

  @@fulltext([a])
  @@ignore
}
