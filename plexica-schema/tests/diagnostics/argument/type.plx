model User {
  id    Int    @id(map: 1)
  email String @unique(sort: "Desc")
  name  String @db.VarChar("a")
  @@index([1, "name"])
}
