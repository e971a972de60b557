model User {
  id   Int    @id
  a    String
  b    String

  @@unique([])
  @@index([a, a])
  @@index([a, b], type: Hash)
  @@index([a(sort: Desc)], type: Hash)
  @@index([a], name: "by_a", map: "users_a")
}
