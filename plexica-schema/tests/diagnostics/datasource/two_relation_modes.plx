datasource db {
  provider             = "postgresql"
  relationMode         = "foreignKeys"
  referentialIntegrity = "prisma"
}
