datasource db {
  provider     = "postgresql"
  relationMode = "foreignKey"
}
