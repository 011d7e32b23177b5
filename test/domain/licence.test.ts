import { describe, expect, it } from 'vitest';
import { licenceAt, planOfProduct, readVerdict } from '#domain/licence.ts';

const HOUR = 3_600_000;

describe('the plan of a product', () => {
  it.each([
    ['Hexabot Starter', 'starter'],
    ['hexabot PRO (yearly)', 'pro'],
    ['Unlimited', 'unlimited'],
    ['Starter Pro', 'starter'],
    ['Something else', 'community'],
  ])('%s is %s', (product, plan) => expect(planOfProduct(product)).toBe(plan));
});

describe('a response of the licence service', () => {
  const meta = { product_name: 'Hexabot Pro' };
  const instance = { id: 'i1', name: 'ours' };
  it.each([
    [
      'an active key with our instance',
      { valid: true, license_key: { status: 'active' }, instance, meta },
      'active',
    ],
    [
      'an active key that nobody activated here',
      { valid: true, license_key: { status: 'active' }, instance: null, meta },
      'inactive',
    ],
    [
      'another instance than ours',
      { valid: false, error: 'x', license_key: { status: 'active' }, instance: null, meta },
      'inactive',
    ],
    [
      'a key that was never activated',
      { valid: true, license_key: { status: 'inactive' }, instance: null, meta },
      'inactive',
    ],
    [
      'an expired key',
      { valid: false, error: 'x', license_key: { status: 'expired' }, instance, meta },
      'expired',
    ],
    [
      'a disabled key',
      { valid: false, error: 'x', license_key: { status: 'disabled' }, instance, meta },
      'disabled',
    ],
    [
      'an unknown key',
      { valid: false, error: 'license_key not found', license_key: null, instance: null, meta: null },
      'invalid',
    ],
    ['a refusal without details', { valid: false, error: 'license_key not found' }, 'invalid'],
  ])('is read: %s', (_, response, status) => {
    expect(readVerdict(response)).toEqual({ status, plan: status === 'active' ? 'pro' : 'community' });
  });

  it.each([[null], ['<html>'], [{}], [{ valid: 'yes' }], [[]]])('is none: %j', (json) => {
    expect(readVerdict(json)).toBeNull();
  });
});

describe('the licence at a moment', () => {
  const at = new Date('2026-11-01T10:00:00Z');
  const verdict = { status: 'active', plan: 'unlimited', at } as const;
  const later = (ms: number) => new Date(at.getTime() + ms);

  it('has no status but none without a key', () => {
    expect(licenceAt({ hasKey: false, verdict: null, failing: false }, at)).toEqual({
      plan: 'community',
      status: 'none',
      userLimit: 1,
    });
  });

  it('holds for 24 hours after the last verdict, and says so while there is none', () => {
    const snapshot = { hasKey: true, verdict, failing: true };
    const graceUntil = later(24 * HOUR);
    expect(licenceAt(snapshot, later(24 * HOUR - 1))).toEqual({
      plan: 'unlimited',
      status: 'active',
      userLimit: 25,
      graceUntil,
    });
    expect(licenceAt(snapshot, graceUntil)).toEqual({
      plan: 'community',
      status: 'unreachable',
      userLimit: 1,
    });
    expect(licenceAt({ ...snapshot, failing: false }, at)).not.toHaveProperty('graceUntil');
  });

  it('is unreachable before the first verdict', () => {
    expect(licenceAt({ hasKey: true, verdict: null, failing: true }, at).status).toBe('unreachable');
  });
});
