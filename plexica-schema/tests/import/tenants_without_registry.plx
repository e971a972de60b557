// import: tenants = Note

datasource db {
  provider = "postgresql"
}

model Team {
  id   Int    @id
  slug String @unique
}

model Company {
  id   Int    @id
  slug String @unique
}

model Note {
  id Int @id

  @@tenant
}
