model User {
  id Int @id @unique
  @@map("users")
}

model Account {
  id Int @id @unique
  @@map("users")
}

enum Kind {
  A
  @@map("users")
}

enum Sort {
  A
  @@map("kind")
}

enum Other {
  A
  @@map("kind")
}
