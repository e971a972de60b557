model User {
  id    Int    @id
  email String
  phone String

  @@unique([email], name: "contact")
  @@unique([phone], name: "contact")
}
