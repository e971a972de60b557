model User {
  id     Int    @id
  orgId  Int
  org    Org    @relation(fields: [orgId], references: [id])
  teams  Team[]
  homeId Int
  home   Home   @relation("home", fields: [homeId], references: [id])
}

model Org {
  id Int @id
}

model Team {
  id Int @id
}

model Home {
  id    Int    @id
  users User[]
}
