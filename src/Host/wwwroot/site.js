// Pages work without this file; it adds what is pleasant. Navigation starts first, so that an error in a component's markup, on which
// the library's script throws, cannot stop it.
Blazor.start();

document.addEventListener('click', event => {
  const toggle = event.target.closest('[data-menu-toggle]');
  toggle?.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
});

let components;
const enliven = () => {
  components?.destroy();
  components = ECL.autoInit();
};

Blazor.addEventListener('enhancedload', enliven);
enliven();
