datasource db {
  provider = "postgresql"
  url = env("DATABASE_URL"
}

generator client {
  provider = "prisma-client-js"

model User {
  id Int @id @db.Integer
  name: String @db.LongText
  bio String @db.Text
  @@fulltext(
}

type {
}
