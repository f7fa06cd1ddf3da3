export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: 'coordinator' | 'administrator';
  /** Set up and verified. */
  secondFactor: boolean;
}
