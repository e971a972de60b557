model User {
  name String
}

model Org {
  name String? @unique
}
