// Pages work without this file; it adds what is pleasant: links and forms replace the page in place, and the phone's menu folds.
Blazor.start();

// Listens at the document, because the menu is replaced with the page.
document.addEventListener('click', event => {
  const toggle = event.target.closest('[data-menu-toggle]');
  toggle?.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') !== 'true'));
});
