// import: tenants = Note, Tag; registry = Firm; key = code

model Firm { 
  id   Int    @id
  code String @unique
}

model Note {
  id     Int  @id
  firmId Int
  kind   Kind
  firm   Firm @relation(fields: [firmId], references: [id])

  @@tenant
}

model Tag { id Int @id
  @@tenant
}

enum Kind {
  A // first

  @@tenant
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

tenancy {
  registry = Firm
  key      = code
  schema   = "tenant_{key}"
}
