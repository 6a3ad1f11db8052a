import { script } from './valkey-link.ts';

/**
 * KEYS log, sent, logs; ARGV id, json, time, ms to live, lines to keep. Appends a line and answers with nil, unless one was
 * sent as this before: then it answers with that one's id, and what it says unless it has been removed. Entries are
 * numbered by the time of their line; a clock that went back does not turn their order.
 */
export const append = script(`
local sent = redis.call('GET', KEYS[2])
if sent then
  local at, id, log = sent:match('^(%S+) (%S+) (%S+)$')
  local entry = redis.call('XRANGE', log, at, at)[1]
  return { id, entry and entry[2][4] }
end
local ms, seq = tonumber(ARGV[3]), 0
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if last then
  local lastMs, lastSeq = last[1]:match('^(%d+)-(%d+)$')
  if tonumber(lastMs) >= ms then ms, seq = tonumber(lastMs), tonumber(lastSeq) + 1 end
end
local at = string.format('%.0f-%.0f', ms, seq)
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[5], at, 'id', ARGV[1], 'line', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SET', KEYS[2], at .. ' ' .. ARGV[1] .. ' ' .. KEYS[1], 'PX', ARGV[4])
redis.call('SADD', KEYS[3], KEYS[1])
return false`);

/** KEYS log; ARGV id. Removes a line; 1 or 0. Rare enough to look through the whole log, newest first. */
export const remove = script(`
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-')) do
  if entry[2][2] == ARGV[1] then return redis.call('XDEL', KEYS[1], entry[1]) end
end
return 0`);

/** KEYS log, logs; ARGV time. Drops the lines of before, and the log when none is left; answers how many. */
export const trim = script(`
local gone = redis.call('XTRIM', KEYS[1], 'MINID', '=', ARGV[1])
if redis.call('XLEN', KEYS[1]) == 0 then
  redis.call('DEL', KEYS[1])
  redis.call('SREM', KEYS[2], KEYS[1])
end
return gone`);
