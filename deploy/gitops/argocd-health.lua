-- Health of a HighAvailabilityPolicy for Argo CD.
local condition = {}
local status = obj.status or {}
for _, c in ipairs(status.conditions or {}) do
  condition[c.type] = c
end

local function is(type, value)
  return condition[type] ~= nil and condition[type].status == value
end

local function health(word, type)
  return { status = word, message = condition[type].message }
end

if status.observedGeneration ~= obj.metadata.generation or condition.Accepted == nil then
  return { status = "Progressing", message = "Holdfast has not seen this generation yet" }
end
if is("Accepted", "False") then
  return health("Degraded", "Accepted")
end
if obj.spec.mode == "Suspended" then
  return { status = "Suspended", message = "spec.mode is Suspended" }
end
if is("Available", "False") then
  -- The first start is no outage: a sync that waits for it must not fail.
  local begun = status.availability ~= nil and status.availability.since ~= nil
  return health(begun and "Degraded" or "Progressing", "Available")
end
return health("Healthy", "Available")
