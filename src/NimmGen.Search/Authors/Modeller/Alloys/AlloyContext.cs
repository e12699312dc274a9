using NimmGen.Data;

namespace NimmGen.Search;

/// <summary>What the grammar of alloys must know of the samples; a descriptor is the name of its field, or null where there is none.</summary>
/// <param name="Channel">The strength to observe.</param>
/// <param name="BodyCentred">True for body-centred cubic lattices, else face-centred.</param>
/// <param name="Temperature">Of the test.</param>
/// <param name="ShearModulus">Mean over the elements.</param>
/// <param name="VolumeMean">Mean atomic volume.</param>
/// <param name="VolumeDeviation">Standard deviation of the atomic volumes.</param>
/// <param name="Lattice">Mean lattice constant.</param>
/// <param name="ModulusDeviation">Standard deviation of the shear moduli.</param>
/// <param name="Electronegativity">Standard deviation of the electronegativities.</param>
/// <param name="Melting">Mean melting temperature.</param>
/// <param name="GrainSize">Mean diameter of grains.</param>
internal sealed record AlloyContext(
    string Channel,
    bool BodyCentred,
    string? Temperature = null,
    string? ShearModulus = null,
    string? VolumeMean = null,
    string? VolumeDeviation = null,
    string? Lattice = null,
    string? ModulusDeviation = null,
    string? Electronegativity = null,
    string? Melting = null,
    string? GrainSize = null)
{
    public static AlloyContext Of(DataCard card)
    {
        bool bcc = card.FindChannel("lattice_bcc_mean") is not null;
        string? Has(string channel) => card.FindChannel(channel) is null ? null : InfectionContexts.Field(channel);
        return new(
            card.Targets.First().Name, bcc, Has("temperature"), Has("shear_modulus_mean"), Has("atomic_volume_mean"), Has("atomic_volume_deviation"),
            Has(bcc ? "lattice_bcc_mean" : "lattice_fcc_mean"), Has("shear_modulus_deviation"), Has("electronegativity_deviation"), Has("melting_temperature_mean"), Has("grain_size"));
    }
}
