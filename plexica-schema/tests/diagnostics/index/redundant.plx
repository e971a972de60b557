model User {
  id    Int    @id @unique
  email String @unique
  name  String
  age   Int
  data  Json

  @@unique([email], map: "users_email")
  @@index([email])
  @@index([name, age])
  @@index([name, age(sort: Asc)], map: "again")
  @@index([data], type: Gin)
  @@index([data(ops: JsonbOps)], type: Gin, map: "data_again")

  // Each of these is another index.
  @@index([age, name])
  @@index([name, age(sort: Desc)], map: "downwards")
  @@index([name, age], where: { name: "x" }, map: "some")
  @@index([name])
  @@index([email], type: Hash, map: "users_email_hash")
  @@index([data(ops: JsonbPathOps)], type: Gin, map: "data_paths")
}
