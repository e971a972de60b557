model User {
  id        Int      @id
  createdAt DateTime @map("updated_at")
  updatedAt DateTime @map("created_at")
  accountId Int      @unique
  account   Account  @relation(fields: [accountId], references: [id])

  @@map("accounts")
}

model Account {
  id   Int   @id
  user User?
  role Role

  @@map("customers")
}

enum Role {
  ADMIN  @map("MEMBER")
  MEMBER @map("USER")
}

// Each of these has its own name in another form.
model Invoices {
  id Int @id

  @@map("invoices")
}

model Invoice {
  id     Int    @id
  userId Int    @map("user_id")
  user   String @map("USER_NAME")

  @@map("invoice_list")
}
