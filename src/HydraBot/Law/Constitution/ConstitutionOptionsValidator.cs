using Microsoft.Extensions.Options;

namespace HydraBot.Law.Constitution;

[OptionsValidator]
internal sealed partial class ConstitutionOptionsValidator : IValidateOptions<ConstitutionOptions>;
