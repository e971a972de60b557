CREATE SCHEMA IF NOT EXISTS "core";

CREATE TYPE "core"."tenant_status" AS ENUM ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'DELETED');
CREATE TYPE "core"."role" AS ENUM ('ADMIN', 'MEMBER', 'GUEST');

CREATE TABLE "core"."tenants" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" TEXT NOT NULL,
    "status" "core"."tenant_status" NOT NULL DEFAULT 'PROVISIONING',

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "tenants_slug_key" ON "core"."tenants"("slug");
