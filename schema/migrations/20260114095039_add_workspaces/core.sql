ALTER TABLE "core"."tenant_configs" ADD COLUMN "workspace_limit" INTEGER;
