model User {
  id    Int    @id @default
  email String @map
  @@unique
  @@map()
}
