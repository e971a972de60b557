datasource db {
  provider = "postgresql"
  provider = "postgresql"
  schema   = ["core"]
  colour   = "blue"
}
