model User {
  id   Int    @id @default(1) @default(2)
  name String @map("a") @map("b")

  @@map("users")
  @@map("people")
}
