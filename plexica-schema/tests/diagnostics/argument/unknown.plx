model User {
  id    Int    @id @default(autoincrement(), map: "x")
  email String @unique(mpa: "users_email")
  name  String @db.Text(length: 3)
  @@index([email], clustered: true)
}
