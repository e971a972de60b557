model User {
  id    Int     @id
  email String  @db.Citext
  alias String? @db.Citext
}
