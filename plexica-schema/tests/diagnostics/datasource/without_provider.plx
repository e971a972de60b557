datasource db {
  url = "postgresql://localhost/app"
}
