datasource db {
  provider = "mysql"
}
