model User {
  id    Int    @id @default(1, 2)
  email String @db.VarChar(1, 2)
  seen  DateTime @default(now(3))
}
