model A {
  id       Int    @id
  optional Int?   @version
  list     Int[]  @version
  text     String @version
  oid      Int    @db.Oid @version
  counted  Int    @default(autoincrement()) @version
  computed Int    @generated("id") @version
  argument Int    @version(5)
  second   BigInt @version
}

model B {
  id      Int
  version Int @version
  aId     Int @unique @version
  a       B?  @relation("B", fields: [version], references: [aId], onDelete: Cascade)
  bs      B[] @relation("B")

  @@id([id, version])
}
