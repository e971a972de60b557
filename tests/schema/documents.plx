/// Something that several people write at.
model Document {
  id      Int     @id @default(autoincrement())
  slug    String  @unique
  title   String?
  words   Int     @default(0)
  edition BigInt  @map("the edition") @version

  @@map("documents")
  @@tenant
}
