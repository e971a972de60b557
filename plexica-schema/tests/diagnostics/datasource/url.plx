datasource db {
  provider = "postgresql"
  url      = [env("A")]
}

datasource other {
  provider = "postgresql"
}
