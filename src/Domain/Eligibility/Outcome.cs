namespace EligibilityService.Domain.Eligibility;

/// <summary>Weakest first: a verdict is the minimum of its mandatory findings, which is Kleene's three-valued "and".</summary>
public enum Outcome : byte { NotMet, Undetermined, Met }

/// <summary>When a criterion is judged. A cluster's verdict covers the first stage, a consortium's two, an application's three.</summary>
public enum Stage : byte { Organisation, Consortium, Application, Award }

/// <summary>An advisory criterion that is not met warns and never makes ineligible.</summary>
public enum Severity : byte { Mandatory, Advisory }

/// <summary>What a criterion decides: whether one may take part, or whether one's travel costs are reimbursed. Nobody is reimbursed who may not take part.</summary>
public enum Decides : byte { Participation, Reimbursement }

/// <summary>Where a figure or a wording comes from: a named source, the field's general knowledge, or the demonstration.</summary>
public enum Confidence : byte { Found, General, Assumed }
