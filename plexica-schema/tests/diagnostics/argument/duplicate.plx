model User {
  id    Int    @id(map: "users_pk", map: "users_key")
  email String @map("email", name: "mail")
}
