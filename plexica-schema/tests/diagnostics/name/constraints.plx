model User {
  id   Int    @id
  name String @unique(map: "names")
  nick String @unique(map: "names")
  orgId Int
  org   Org @relation(fields: [orgId], references: [id], map: "User_pkey")

  @@index([nick])
  @@index([nick], type: Hash)
}

model Org {
  id    Int    @id
  users User[]
}

model Names {
  id Int @id
  @@map("names")
}

model Visit {
  id     Int   @id
  shopId Int   @unique(map: "visit_shop")
  shop   Shop? @relation(fields: [shopId], references: [id], map: "visit_shop")
}

model Shop {
  id     Int     @id
  visits Visit[]
}
