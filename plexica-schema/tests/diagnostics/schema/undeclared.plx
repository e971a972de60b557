datasource db {
  provider = "postgresql"
  schemas  = ["core"]
}

model User {
  id Int @id
  @@schema("cor")
}

model Entry {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
  @@schema("audit")
}

model Other {
  id Int @id
  @@schema
}
